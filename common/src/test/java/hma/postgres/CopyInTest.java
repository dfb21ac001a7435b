package hma.postgres;

class CopyInTest extends CopyInContract {
  @Override
  TestPostgres server() {
    return TestPostgres.shared();
  }
}
