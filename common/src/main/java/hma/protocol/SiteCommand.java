package hma.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What the master asks of the other side's database: one record for each method of {@code
 * hma.sync.Site} and of what it opens. As JSON it is an object whose {@code type} names the record.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DatabaseCommand.ReadState.class, name = "read-state"),
  @JsonSubTypes.Type(value = DatabaseCommand.RaiseTerm.class, name = "raise-term"),
  @JsonSubTypes.Type(value = DatabaseCommand.Adopt.class, name = "adopt"),
  @JsonSubTypes.Type(value = DatabaseCommand.ReadCatalog.class, name = "read-catalog"),
  @JsonSubTypes.Type(value = DatabaseCommand.FindObstacles.class, name = "find-obstacles"),
  @JsonSubTypes.Type(value = DatabaseCommand.ReadSessions.class, name = "read-sessions"),
  @JsonSubTypes.Type(value = DatabaseCommand.TerminateSessions.class, name = "terminate-sessions"),
  @JsonSubTypes.Type(value = DatabaseCommand.Fence.class, name = "fence"),
  @JsonSubTypes.Type(value = DatabaseCommand.Lift.class, name = "lift"),
  @JsonSubTypes.Type(value = DatabaseCommand.Settle.class, name = "settle"),
  @JsonSubTypes.Type(value = SourceCommand.OpenSource.class, name = "open-source"),
  @JsonSubTypes.Type(value = SourceCommand.StartExport.class, name = "start-export"),
  @JsonSubTypes.Type(value = SourceCommand.EndExport.class, name = "end-export"),
  @JsonSubTypes.Type(value = SourceCommand.FingerprintSource.class, name = "fingerprint-source"),
  @JsonSubTypes.Type(value = SourceCommand.ReadSequences.class, name = "read-sequences"),
  @JsonSubTypes.Type(value = SourceCommand.CloseSource.class, name = "close-source"),
  @JsonSubTypes.Type(value = TargetCommand.OpenTarget.class, name = "open-target"),
  @JsonSubTypes.Type(value = TargetCommand.StartImport.class, name = "start-import"),
  @JsonSubTypes.Type(value = TargetCommand.FinishImport.class, name = "finish-import"),
  @JsonSubTypes.Type(value = TargetCommand.AbandonImport.class, name = "abandon-import"),
  @JsonSubTypes.Type(value = TargetCommand.Restore.class, name = "restore"),
  @JsonSubTypes.Type(value = TargetCommand.SetSequences.class, name = "set-sequences"),
  @JsonSubTypes.Type(value = TargetCommand.FingerprintTarget.class, name = "fingerprint-target"),
  @JsonSubTypes.Type(
      value = TargetCommand.ReadTargetSequences.class,
      name = "read-target-sequences"),
  @JsonSubTypes.Type(value = TargetCommand.Commit.class, name = "commit"),
  @JsonSubTypes.Type(value = TargetCommand.CloseTarget.class, name = "close-target"),
  @JsonSubTypes.Type(value = DatabaseCommand.TakeInventory.class, name = "take-inventory"),
  @JsonSubTypes.Type(value = SourceCommand.StartHashExport.class, name = "start-hash-export")
})
public sealed interface SiteCommand permits DatabaseCommand, SessionCommand {}
