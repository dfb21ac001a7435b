/**
 * Whole switchovers with the real services, real databases and a worker that writes all the time.
 * What they promise is judged from outside: over JDBC, the Platform API's state and the worker's
 * own record.
 */
package hma.sandbox.endtoend;
