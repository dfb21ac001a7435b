package hma.sandbox;

import hma.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
