/**
 * `npm start`: installs the packages when they are not the lock file's, then hands over to the launcher under the
 * Node the project brings along. Plain JavaScript without dependencies: it must run where nothing is installed yet.
 */
import { runUnderProjectNode } from "./launcher/bootstrap.mjs";

await runUnderProjectNode("launch.ts");
