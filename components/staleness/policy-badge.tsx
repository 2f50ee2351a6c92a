"use client";
/** Which rule decides what is behind, with the way to its settings. */
import { useQuery } from "@tanstack/react-query";
import { AppLink } from "@/components/ui/app-link";
import { policyQuery } from "@/lib/client/queries";
import { graceText } from "./grace-text";

const KEPT_MS = 300_000;

export function PolicyBadge() {
  const policy = useQuery({ ...policyQuery(), staleTime: KEPT_MS });
  return (
    <AppLink
      href="/settings/policies"
      data-tip="What is not due by the exchange's calendar is never behind. Show the policy."
      className="underline-quiet text-ink-3 text-small"
    >
      {(policy.data && graceText(policy.data.policy)) ?? "Rules of staleness"}
    </AppLink>
  );
}
