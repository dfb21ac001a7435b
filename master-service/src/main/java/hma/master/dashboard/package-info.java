/** The page for people: files that ask the API for everything they show. */
@org.jspecify.annotations.NullMarked
package hma.master.dashboard;
