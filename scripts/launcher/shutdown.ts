/** Ends the launcher: everything that was started is stopped in the opposite order, once, whatever the reason. */
import { ConfigError } from "@/lib/config/config-error";
import { AppError } from "@/lib/errors";
import { StopError } from "./stop-error.mjs";

type Part = { name: string; stop: () => Promise<void>; kill?: (() => void) | undefined };

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export class Shutdown {
  readonly #parts: Part[] = [];
  #stopping: Promise<void> | null = null;

  /** `kill` is the impatient way, taken at the second Ctrl+C. */
  onStop(name: string, stop: () => Promise<void>, kill?: () => void): void {
    this.#parts.push({ name, stop, kill });
    // Started while everything else was being stopped already.
    if (this.#stopping !== null) void stop();
  }

  /** Runs the start; from here on signals, a lost parent and failures all lead to one orderly stop. */
  async guard(start: () => Promise<void>): Promise<void> {
    for (const signal of SIGNALS) process.on(signal, () => this.#onSignal(signal));
    process.once("disconnect", () => this.#onSignal("SIGTERM"));
    process.channel?.unref();
    try {
      await start();
    } catch (error) {
      if (this.#stopping !== null) return;
      report(error);
      await this.#stop();
      process.exit(1);
    }
  }

  #onSignal(signal: NodeJS.Signals): void {
    if (this.#stopping !== null) {
      for (const part of this.#parts) part.kill?.();
      return;
    }
    console.log(`\nStopping (${signal}) …`);
    void this.#stop().then(() => {
      console.log("Stopped.");
      process.exit(0);
    });
  }

  #stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const part of [...this.#parts].reverse()) {
      try {
        await part.stop();
      } catch (error) {
        console.error(`${part.name} did not stop cleanly:`, error);
      }
    }
  }
}

function report(error: unknown): void {
  if (error instanceof StopError || error instanceof AppError) {
    console.error(`\n✗ ${error.message}`);
  } else if (error instanceof ConfigError) {
    for (const problem of error.problems) console.error(`\n✗ ${problem}`);
  } else {
    console.error("\n✗ The start failed:", error);
  }
}
