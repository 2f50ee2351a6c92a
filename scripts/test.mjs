/** `npm test`: installs what is missing, then runs every gate under the Node the project brings along. */
import { runUnderProjectNode } from "./launcher/bootstrap.mjs";

await runUnderProjectNode("run-gates.ts");
