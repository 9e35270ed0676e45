// Prints each audit of GraphQL over HTTP that the server at the given address does not pass, and how many it passes.

import { serverAudits } from "graphql-http";

const [address] = process.argv.slice(2);
const audits = serverAudits({ url: address, fetchFn: fetch });
const results = await Promise.all(audits.map((audit) => audit.fn()));
const broken = results.filter((result) => result.status !== "ok");

for (const { id, name, status, reason } of broken) {
  console.log(`${status}: ${id} ${name}: ${reason}`);
}
console.log(`${results.length - broken.length} of ${results.length} audits passed.`);
process.exitCode = broken.length === 0 ? 0 : 1;
