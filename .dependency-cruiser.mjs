/** Import rules: one row per room, listing all of our own code it may see. */
const rooms = {
  "lib/domain": [],
  "lib/contract": ["lib/domain"],
  "lib/client": ["lib/contract", "lib/domain"],
  "lib/config": ["lib/domain", "lib/errors"],
  "lib/provider": ["lib/domain", "lib/env", "lib/errors", "lib/config", "lib/log"],
  "lib/db": ["lib/domain", "lib/env", "lib/errors", "lib/config", "lib/log"],
  "lib/pipeline": ["lib/domain", "lib/db", "lib/provider", "lib/errors", "lib/config", "lib/log"],
  "lib/views": ["lib/domain", "lib/db", "lib/contract", "lib/errors", "lib/config", "lib/log"],
  "lib/http": [
    "lib/contract",
    "lib/errors",
    "lib/auth",
    "lib/db",
    "lib/domain",
    "lib/env",
    "lib/config",
    "lib/log",
    "lib/tracing",
  ],
  "lib/auth": ["lib/db", "lib/env", "lib/errors", "lib/domain", "lib/config", "lib/log"],
  inngest: [
    "lib/domain",
    "lib/db",
    "lib/provider",
    "lib/pipeline",
    "lib/env",
    "lib/errors",
    "lib/config",
    "lib/log",
    "lib/tracing",
  ],
  components: ["lib/client", "lib/contract", "lib/domain"],
  app: ["inngest", "components", "lib"],
  e2e: [
    "lib/db/connect",
    "scripts/scratch-dir",
    "scripts/launcher/ports",
    "scripts/launcher/running-file",
  ],
};

const ours = "^(app|components|inngest|lib|drizzle|e2e|scripts)/";
const tests = "\\.test\\.tsx?$|^lib/db/test-db\\.ts$|/testing/";
const inRoom = (room) => `^${room}(/|\\.ts$|\\.d\\.mts$|\\.mjs$)`;

const roomRules = Object.entries(rooms).map(([room, mayImport]) => ({
  name: `${room} sees too much`,
  severity: "error",
  from: { path: inRoom(room), pathNot: tests },
  to: { path: ours, pathNot: [room, ...mayImport].map(inRoom) },
}));

export default {
  forbidden: [
    ...roomRules,
    { name: "no cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "lib/domain uses no package",
      severity: "error",
      from: { path: inRoom("lib/domain"), pathNot: tests },
      to: { dependencyTypes: ["npm", "npm-dev", "core", "npm-optional", "npm-peer"] },
    },
    {
      name: "SQL lives in lib/db",
      severity: "error",
      from: { pathNot: `${tests}|^(lib/db|drizzle|scripts|e2e)/|^inngest/embedded/store/` },
      to: { path: "node_modules/(drizzle-orm|postgres)/" },
    },
    {
      name: "browser code never reaches a server file",
      severity: "error",
      from: { path: "^(components|lib/client)/", pathNot: tests },
      to: {
        path: "^(lib/env\\.ts|lib/db/|lib/provider/|lib/pipeline/|lib/views/|lib/http/)",
        reachable: true,
      },
    },
    {
      name: "only tests import test helpers",
      severity: "error",
      from: { pathNot: `${tests}|^e2e/|^scripts/` },
      to: { path: tests },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.next/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
