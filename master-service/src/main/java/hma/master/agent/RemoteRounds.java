package hma.master.agent;

import hma.protocol.MovePlan;
import hma.protocol.SiteResult;
import hma.protocol.SourceCommand;
import hma.protocol.UnitChanges;
import hma.protocol.ViewVersion;
import hma.sync.Source;
import hma.sync.SourceRounds;
import java.util.List;
import java.util.function.BiFunction;

/** Rounds that a session of the agent takes. */
final class RemoteRounds extends RemoteSource implements SourceRounds {
  RemoteRounds(RemoteSession session, BiFunction<MovePlan, String, Source> joining) {
    super(session, joining);
  }

  @Override
  public List<UnitChanges> begin(int mostBytes) {
    return session()
        .ask(new SourceCommand.BeginRound(mostBytes), SiteResult.RoundBegun.class)
        .changes();
  }

  @Override
  public List<ViewVersion> viewVersions() {
    return session()
        .ask(new SourceCommand.ReadViewVersions(), SiteResult.ViewVersions.class)
        .versions();
  }

  @Override
  public void finish() {
    session().run(new SourceCommand.FinishRound());
  }
}
