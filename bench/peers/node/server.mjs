// PostGraphile in one process, as its documentation recommends for production: no GraphiQL, no explain, no watching.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const { DATABASE_URL, PORT } = process.env;
const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: DATABASE_URL, schemas: ["registry"] })],
  // Lists beside connections: an inner list without cursors is what PostGraphile answers fastest.
  schema: { defaultBehavior: "connection list" },
  gather: { installWatchFixtures: false },
  grafast: { explain: false },
  grafserv: { watch: false, graphiql: false, graphqlPath: "/graphql", maxRequestLength: 1_000_000 },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(PORT), "127.0.0.1");
