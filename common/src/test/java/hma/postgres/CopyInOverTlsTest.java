package hma.postgres;

class CopyInOverTlsTest extends CopyInContract {
  @Override
  TestPostgres server() {
    return TestPostgres.tls();
  }
}
