#!/usr/bin/env node
/** `npx candlewatch`: the command line. Plain JavaScript, so that an older Node can hand over to the project's own. */
import { runUnderProjectNode } from "./launcher/bootstrap.mjs";

await runUnderProjectNode("cli/candlewatch.ts");
