package hma.sync;

/** One consistent view of the side that is read. */
public interface Source extends OpenSide {}
