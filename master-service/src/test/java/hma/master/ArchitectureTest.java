package hma.master;

import hma.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
