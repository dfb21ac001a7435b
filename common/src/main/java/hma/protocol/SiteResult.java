package hma.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How a {@link SiteCommand} ended. As JSON it is an object whose {@code type} names the record. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SiteResult.Done.class, name = "done"),
  @JsonSubTypes.Type(value = SiteResult.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = SiteResult.State.class, name = "state"),
  @JsonSubTypes.Type(value = SiteResult.CatalogRead.class, name = "catalog"),
  @JsonSubTypes.Type(value = SiteResult.Obstacles.class, name = "obstacles"),
  @JsonSubTypes.Type(value = SiteResult.ActivityRead.class, name = "activity"),
  @JsonSubTypes.Type(value = SiteResult.Count.class, name = "count"),
  @JsonSubTypes.Type(value = SiteResult.Settled.class, name = "settled"),
  @JsonSubTypes.Type(value = SiteResult.Extents.class, name = "extents"),
  @JsonSubTypes.Type(value = SiteResult.Surveyed.class, name = "surveyed"),
  @JsonSubTypes.Type(value = SiteResult.Fingerprinted.class, name = "fingerprint"),
  @JsonSubTypes.Type(value = SiteResult.SequenceValues.class, name = "sequences"),
  @JsonSubTypes.Type(value = SiteResult.SnapshotExported.class, name = "snapshot"),
  @JsonSubTypes.Type(value = SiteResult.BacklogRead.class, name = "backlog"),
  @JsonSubTypes.Type(value = SiteResult.RoundBegun.class, name = "round"),
  @JsonSubTypes.Type(value = SiteResult.SchemaStamped.class, name = "schema-stamp"),
  @JsonSubTypes.Type(value = SiteResult.InventoryTaken.class, name = "inventory"),
  @JsonSubTypes.Type(value = SiteResult.Analyzed.class, name = "analyzed"),
  @JsonSubTypes.Type(value = SiteResult.Rewritten.class, name = "rewritten"),
  @JsonSubTypes.Type(value = SiteResult.ViewVersions.class, name = "view-versions")
})
public sealed interface SiteResult {
  /** It is done and there is nothing to tell. */
  record Done() implements SiteResult {}

  /** The command failed. */
  record Failed(Problem problem) implements SiteResult {}

  /** What the database remembers. */
  record State(SiteState state) implements SiteResult {}

  /** What the database holds. */
  record CatalogRead(Catalog catalog) implements SiteResult {}

  /** What would be refused, one sentence each. */
  record Obstacles(List<String> obstacles) implements SiteResult {
    /** Copies the list. */
    public Obstacles {
      obstacles = List.copyOf(obstacles);
    }
  }

  /** What others do. */
  record ActivityRead(Activity activity) implements SiteResult {}

  /** How many there were: ended sessions, imported rows. */
  record Count(long count) implements SiteResult {}

  /** How the target transaction ended. */
  record Settled(Outcome outcome) implements SiteResult {}

  /** How far the tables reach, in the order in which they were asked for. */
  record Extents(List<Extent> extents) implements SiteResult {
    /** Copies the list. */
    public Extents {
      extents = List.copyOf(extents);
    }
  }

  /** What the tables add up to, in the order in which they were asked for. */
  record Surveyed(List<TableTotals> totals) implements SiteResult {
    /** Copies the list. */
    public Surveyed {
      totals = List.copyOf(totals);
    }
  }

  /** What a table's rows add up to. */
  record Fingerprinted(Fingerprint fingerprint) implements SiteResult {}

  /** Where the plan's sequences stand. */
  record SequenceValues(List<SequenceValue> values) implements SiteResult {
    /** Copies the list. */
    public SequenceValues {
      values = List.copyOf(values);
    }
  }

  /** What {@link SourceCommand.JoinSource} takes, for as long as the source is open. */
  record SnapshotExported(String snapshot) implements SiteResult {}

  /** What waits in the logs. */
  record BacklogRead(Backlog backlog) implements SiteResult {}

  /** What a round found in the logs. */
  record RoundBegun(List<UnitChanges> changes) implements SiteResult {
    /** Copies the list. */
    public RoundBegun {
      changes = List.copyOf(changes);
    }
  }

  /** A digest of the schema. */
  record SchemaStamped(String stamp) implements SiteResult {}

  /** What the database holds beside the shape of its tables. */
  record InventoryTaken(Inventory inventory) implements SiteResult {}

  /** What came of making statistics anew. */
  record Analyzed(Analysis analysis) implements SiteResult {}

  /** Tables and sequences that are held by other files than at the source's moment. */
  record Rewritten(List<TableName> relations) implements SiteResult {
    /** Copies the list. */
    public Rewritten {
      relations = List.copyOf(relations);
    }
  }

  /** The plan's materialized views, in its order. */
  record ViewVersions(List<ViewVersion> versions) implements SiteResult {
    /** Copies the list. */
    public ViewVersions {
      versions = List.copyOf(versions);
    }
  }
}
