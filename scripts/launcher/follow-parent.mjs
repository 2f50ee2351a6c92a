/** Preloaded into every child: when the launcher dies, however it dies, its end of the IPC channel closes and the child ends too. */
const LAST_RESORT_MS = 20_000;

if (process.channel) {
  process.channel.unref();
  process.on("disconnect", () => {
    setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
}
