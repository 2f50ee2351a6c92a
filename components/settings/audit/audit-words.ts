/** What was done, as a verb before its target. */

const ACTION_WORDS: Record<string, string> = {
  "alert.acknowledge": "acknowledged",
  "alert.snooze": "snoozed",
  "api_key.add": "created the API key",
  "api_key.revoke": "revoked the API key",
  "backfill.trigger": "started a backfill:",
  "care.start": "asked the vendor now for",
  "channel.add": "added the channel",
  "channel.change": "changed the channel",
  "channel.delete": "removed the channel",
  "channel.test": "tested the channel",
  "delivery.retry": "sent again",
  "engine.replay": "replayed the run",
  "execution.cancel": "cancelled",
  "execution.note": "wrote a note on",
  "execution.pause": "paused",
  "execution.rerun_failed": "re-ran the failed jobs of",
  "execution.resume": "resumed",
  "failure.resolve": "resolved",
  "failures.ignore": "ignored the error",
  "failures.rerun": "re-ran failures:",
  "failures.show": "showed again the error",
  "password.change": "changed the password of",
  "policy.edit": "edited the policy:",
  "retention.edit": "changed the",
  "schedule.pause": "paused the",
  "schedule.resume": "resumed the",
  "series.snooze": "snoozed",
  "series.wake": "ended the snooze of",
  "session.revoke": "ended the session",
  sign_in: "signed in:",
  sign_in_refused: "was refused at sign-in:",
  sign_out: "signed out:",
  "symbol.change": "changed the symbol",
  "symbol.deactivate": "stopped tracking",
  "symbol.rerun": "re-ran the symbol",
  "symbols.add": "added",
  "user.add": "invited",
  "user.change": "changed the user",
  "user.delete": "removed the user",
  "user.sign_in_link": "made a sign-in link for",
};

export function actionWords(action: string): string {
  return ACTION_WORDS[action] ?? action.replaceAll(/[._]/g, " ");
}

/** For the filter, which matches one action as a whole. */
export const ACTION_OPTIONS: readonly { value: string; label: string }[] = Object.keys(
  ACTION_WORDS,
).map((action) => ({ value: action, label: action.replaceAll(/[._]/g, " ") }));
