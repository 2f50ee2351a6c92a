/** The limit a load test is held against: Node's own HTTP server answering a ready-made body of `--bytes`. */
import { createServer } from "node:http";

const bytes = Number(process.argv[process.argv.indexOf("--bytes") + 1]);
const body = Buffer.alloc(bytes, 120);
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": bytes });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address().port));
process.once("disconnect", () => process.exit(0));
