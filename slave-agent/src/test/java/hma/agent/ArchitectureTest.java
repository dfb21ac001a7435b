package hma.agent;

import hma.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
