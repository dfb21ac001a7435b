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
  @JsonSubTypes.Type(value = DatabaseCommand.ReadActivity.class, name = "read-activity"),
  @JsonSubTypes.Type(value = DatabaseCommand.TerminateSessions.class, name = "terminate-sessions"),
  @JsonSubTypes.Type(value = DatabaseCommand.Fence.class, name = "fence"),
  @JsonSubTypes.Type(value = DatabaseCommand.FenceAll.class, name = "fence-all"),
  @JsonSubTypes.Type(value = DatabaseCommand.Lift.class, name = "lift"),
  @JsonSubTypes.Type(value = DatabaseCommand.Settle.class, name = "settle"),
  @JsonSubTypes.Type(value = DatabaseCommand.StartCapture.class, name = "start-capture"),
  @JsonSubTypes.Type(value = DatabaseCommand.StopCapture.class, name = "stop-capture"),
  @JsonSubTypes.Type(value = DatabaseCommand.ReadBacklog.class, name = "read-backlog"),
  @JsonSubTypes.Type(value = DatabaseCommand.EndVacuums.class, name = "end-vacuums"),
  @JsonSubTypes.Type(value = DatabaseCommand.Validate.class, name = "validate"),
  @JsonSubTypes.Type(value = DatabaseCommand.StampSchema.class, name = "stamp-schema"),
  @JsonSubTypes.Type(value = DatabaseCommand.TakeInventory.class, name = "take-inventory"),
  @JsonSubTypes.Type(value = DatabaseCommand.Analyze.class, name = "analyze"),
  @JsonSubTypes.Type(value = DataCommand.ReadExtents.class, name = "read-extents"),
  @JsonSubTypes.Type(value = DataCommand.Survey.class, name = "survey"),
  @JsonSubTypes.Type(value = DataCommand.StartExport.class, name = "start-export"),
  @JsonSubTypes.Type(value = DataCommand.EndExport.class, name = "end-export"),
  @JsonSubTypes.Type(value = DataCommand.StartImport.class, name = "start-import"),
  @JsonSubTypes.Type(value = DataCommand.FinishImport.class, name = "finish-import"),
  @JsonSubTypes.Type(value = DataCommand.AbandonImport.class, name = "abandon-import"),
  @JsonSubTypes.Type(value = DataCommand.TakeFingerprint.class, name = "take-fingerprint"),
  @JsonSubTypes.Type(value = DataCommand.ReadSequences.class, name = "read-sequences"),
  @JsonSubTypes.Type(value = SourceCommand.OpenSource.class, name = "open-source"),
  @JsonSubTypes.Type(value = SourceCommand.JoinSource.class, name = "join-source"),
  @JsonSubTypes.Type(value = SourceCommand.OpenRounds.class, name = "open-rounds"),
  @JsonSubTypes.Type(value = SourceCommand.BeginRound.class, name = "begin-round"),
  @JsonSubTypes.Type(value = SourceCommand.FinishRound.class, name = "finish-round"),
  @JsonSubTypes.Type(value = SourceCommand.ExportSnapshot.class, name = "export-snapshot"),
  @JsonSubTypes.Type(value = SourceCommand.FindRewritten.class, name = "find-rewritten"),
  @JsonSubTypes.Type(value = SourceCommand.ReadViewVersions.class, name = "read-view-versions"),
  @JsonSubTypes.Type(value = SourceCommand.CloseSource.class, name = "close-source"),
  @JsonSubTypes.Type(value = TargetCommand.OpenTarget.class, name = "open-target"),
  @JsonSubTypes.Type(value = TargetCommand.OpenLiveTarget.class, name = "open-live-target"),
  @JsonSubTypes.Type(
      value = TargetCommand.OpenResumableTarget.class,
      name = "open-resumable-target"),
  @JsonSubTypes.Type(value = TargetCommand.MakeIndexes.class, name = "make-indexes"),
  @JsonSubTypes.Type(value = TargetCommand.ApplyChanges.class, name = "apply-changes"),
  @JsonSubTypes.Type(value = TargetCommand.RestoreUnvalidated.class, name = "restore-unvalidated"),
  @JsonSubTypes.Type(value = TargetCommand.ComputeViews.class, name = "compute-views"),
  @JsonSubTypes.Type(value = TargetCommand.Prepare.class, name = "prepare"),
  @JsonSubTypes.Type(value = TargetCommand.ProveChanged.class, name = "prove-changed"),
  @JsonSubTypes.Type(value = TargetCommand.Restore.class, name = "restore"),
  @JsonSubTypes.Type(value = TargetCommand.SetSequences.class, name = "set-sequences"),
  @JsonSubTypes.Type(value = TargetCommand.Commit.class, name = "commit"),
  @JsonSubTypes.Type(value = TargetCommand.CommitAsOf.class, name = "commit-as-of"),
  @JsonSubTypes.Type(value = TargetCommand.CloseTarget.class, name = "close-target")
})
public sealed interface SiteCommand permits DatabaseCommand, SessionCommand {}
