/**
 * Preloaded into every child: when the launcher dies, however it dies, its end of the IPC channel closes and the child
 * ends at once. Going on without the others would use up the attempts of the work under way, which the next start does
 * again from its last checkpoint.
 */
if (process.channel) {
  process.channel.unref();
  process.on("disconnect", () => process.exit(1));
}
