/** The agent beside the slave's database: composes the sessions and the routes over them. */
@org.jspecify.annotations.NullMarked
package hma.agent;
