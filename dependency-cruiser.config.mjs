import { doors, foundation, platform, purePackages, rooms, vault } from "./tools/architecture.mjs";

const under = (names) => `^src/lib/(?:${names.join("|")})(?:/|[.]ts$)`;
const everyRoom = Object.keys(rooms);
const door = `^src/lib/[^/]+/(?:${doors.join("|")})[.]ts$`;
const packages = `node_modules/(?:${purePackages.join("|")})/`;
const law = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

export default {
  forbidden: [
    law("no-cycles", "Two modules in a cycle are one module.", {}, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }),
    law(
      "foundation-knows-nobody",
      "The ground floor imports only itself and pure packages.",
      { path: under(foundation) },
      { path: "^src/", pathNot: under(foundation) },
    ),
    law("foundation-is-pure", "The ground floor may use pure packages only.", { path: under(foundation) }, { path: "node_modules/", pathNot: packages }),
    law("platform-knows-no-room", "Machines do not know meetings.", { path: under(platform) }, { path: "^src/", pathNot: under([...foundation, ...platform]) }),
    law(
      "platform-has-one-door",
      "Import @/lib/<machine>, never its inside; only then do mocks and swaps work everywhere.",
      { path: "^src/(?!lib/(?:db|redis|logger|metrics|config|secrets|jobs|pubsub)/)" },
      { path: "^src/lib/(?:db|redis|logger|metrics|config|secrets|jobs|pubsub)/", pathNot: ["/index[.]ts$", "^src/lib/db/schema/"] },
    ),
    law(
      "vault-speaks-sql-only",
      "Queries know the db and its words (pubsub), the lock (secrets), measures, row types and contracts; they decide nothing.",
      { path: under(vault) },
      { path: "^src/", pathNot: [under([...foundation, "db", "pubsub", "secrets", "logger", "metrics", ...vault]), "^src/lib/[^/]+/contracts[.]ts$"] },
    ),
    law(
      "only-the-vault-opens-the-db",
      "SQL lives in src/lib/queries.",
      { path: "^src/", pathNot: [under(["db", "jobs", "pubsub", ...vault]), "^src/lib/identity/auth[.]ts$", "^src/app/api/health/", "^src/instrumentation"] },
      { path: under(["db"]) },
    ),
    ...Object.entries(rooms).map(([room, friends]) =>
      law(
        `room-${room}`,
        `${room} may call: ${friends.join(", ") || "no other room"}.`,
        { path: under([room]) },
        { path: under(everyRoom), pathNot: under([room, ...friends]) },
      ),
    ),
    law(
      "rooms-through-doors",
      "Enter another room by contracts.ts or service.ts.",
      { path: `^src/lib/(${everyRoom.join("|")})/` },
      { path: under(everyRoom), pathNot: ["^src/lib/$1/", door] },
    ),
    law(
      "app-through-doors",
      "Routes, pages and components use doors, never a room's inside.",
      { path: "^src/(?:app|components|hooks)/" },
      { path: under(everyRoom), pathNot: [door, "^src/lib/identity/auth[.]ts$"] },
    ),
    law("nobody-imports-app", "Dependencies point down.", { path: "^src/(?:lib|components|hooks)/" }, { path: "^src/app/" }),
    law("lib-knows-no-ui", "The server does not import components.", { path: "^src/lib/" }, { path: "^src/(?:components|hooks)/" }),
    law(
      "core-is-pure",
      "core/ may import contracts, the ground floor, core and pure packages.",
      { path: "^src/lib/[^/]+/core/" },
      { pathNot: ["^src/lib/[^/]+/core/", "^src/lib/[^/]+/contracts[.]ts$", under(foundation), packages] },
    ),
    law(
      "core-reaches-no-io",
      "Not even through a friend of a friend.",
      { path: "^src/lib/[^/]+/core/" },
      { path: under([...platform, ...vault]), reachable: true },
    ),
    law(
      "browser-reaches-no-server",
      "UI may read contracts, never services.",
      { path: "^src/(?:components|hooks)/" },
      { path: [under([...platform, ...vault]), "^src/lib/[^/]+/service[.]ts$"], reachable: true },
    ),
    law("core-is-tested", "Every pure decision is reached by a test.", { path: "[.]test[.]tsx?$" }, { path: "^src/lib/[^/]+/core/", reachable: false }),
    law("no-tests-in-production", "Production never imports tests.", { path: "^(?:src|scripts)/" }, { path: "^tests/" }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
