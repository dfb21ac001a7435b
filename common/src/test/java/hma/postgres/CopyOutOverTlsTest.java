package hma.postgres;

class CopyOutOverTlsTest extends CopyOutContract {
  @Override
  TestPostgres server() {
    return TestPostgres.tls();
  }
}
