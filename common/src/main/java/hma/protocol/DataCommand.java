package hma.protocol;

import java.util.List;

/** A command about the data of what a session holds open, be it its source or its target. */
public sealed interface DataCommand extends SessionCommand {
  /** Asks how far tables reach; gives {@link SiteResult.Extents}. */
  record ReadExtents(List<TableName> tables) implements DataCommand {
    /** Copies the list. */
    public ReadExtents {
      tables = List.copyOf(tables);
    }
  }

  /** Adds up the rows of tables; gives {@link SiteResult.Surveyed}. */
  record Survey(List<SurveyedTable> tables) implements DataCommand {
    /** Copies the list. */
    public Survey {
      tables = List.copyOf(tables);
    }
  }

  /**
   * Starts to export; gives {@link SiteResult.Done}. The operation's id names the export in the
   * paths of its chunks. An export still open is ended.
   */
  record StartExport(MovedTable table, Cargo cargo) implements DataCommand {}

  /** Ends the open export, also in the middle; without one it does nothing. */
  record EndExport() implements DataCommand {}

  /**
   * Starts to import; gives {@link SiteResult.Done}. The operation's id names the import in the
   * paths of its chunks.
   */
  record StartImport(MovedTable table, Cargo cargo) implements DataCommand {}

  /**
   * Ends the open import; gives its rows as {@link SiteResult.Count}.
   *
   * @param chunks how many chunks were sent, so that a missing one is noticed
   */
  record FinishImport(long chunks) implements DataCommand {}

  /** Gives the open import up; without one it does nothing. */
  record AbandonImport() implements DataCommand {}

  /** Asks for a {@link SiteResult.Fingerprinted}. */
  record TakeFingerprint(MovedTable table) implements DataCommand {}

  /** Asks for {@link SiteResult.SequenceValues}. */
  record ReadSequences() implements DataCommand {}
}
