package hma.architecture;

class ArchitectureTest extends ArchitectureContract {}
