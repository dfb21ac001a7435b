package hma.postgres;

class CopyOutTest extends CopyOutContract {
  @Override
  TestPostgres server() {
    return TestPostgres.shared();
  }
}
