/**
 * With `--await-variables` the app begins to load while its database comes up, and is told by the launcher's first message
 * what it will run with. `instrumentation.ts` waits for that before it reads any variable.
 */
const VARIABLES = Symbol.for("candlewatch.variables");

if (process.argv.includes("--await-variables")) {
  globalThis[VARIABLES] = new Promise((given) => {
    process.once("message", (variables) => {
      Object.assign(process.env, variables);
      given();
    });
  });
}
