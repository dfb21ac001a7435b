package hma.crash;

import java.time.Duration;

/** What goes wrong. */
enum Fault {
  MASTER_KILLED {
    @Override
    void strike(World world) {
      world.killMaster();
    }
  },
  AGENT_KILLED {
    @Override
    void strike(World world) {
      world.killAgent();
    }
  },
  MASTER_DATABASE_SESSIONS_KILLED {
    @Override
    void strike(World world) {
      world.endSessions(world.masterDatabase());
    }
  },
  SLAVE_DATABASE_SESSIONS_KILLED {
    @Override
    void strike(World world) {
      world.endSessions(world.slaveDatabase());
    }
  },
  PLATFORM_ANSWER_LOST {
    @Override
    void strike(World world) {
      world.apps().loseAnswers(2);
    }
  },
  NETWORK_CUT {
    @Override
    void strike(World world) {
      world.link().cut(Duration.ofSeconds(1));
    }
  };

  abstract void strike(World world);
}
