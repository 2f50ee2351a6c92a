/** The pages of the settings: what each is for, in the order in which they are shown. */
export const SETTINGS_PAGES = [
  {
    href: "/settings/policies",
    label: "Policies",
    about: "When something counts as stale, and every other rule, with a preview of a change",
  },
  {
    href: "/settings/schedule",
    label: "Schedule",
    about:
      "What runs when, pausing it, what another pace would make of it, closures of the exchange",
  },
  {
    href: "/settings/slo",
    label: "Service levels",
    about: "How much data may be missing and how long a recovery may take, and what was measured",
  },
  {
    href: "/settings/provider",
    label: "Provider",
    about: "The vendor's plan, what is left of its budget, latency, errors and the newest calls",
  },
  {
    href: "/settings/data",
    label: "Data",
    about: "What the database holds, what keeping less would free, the newest backup",
  },
  {
    href: "/settings/engine",
    label: "Engine",
    about: "The queue, the schedules, every run step by step, and replaying a failed one",
  },
  {
    href: "/settings/access",
    label: "Access",
    about: "Users and their roles, sessions, API keys, your password",
  },
  {
    href: "/settings/notifications",
    label: "Notifications",
    about: "Webhooks and e-mail: who is told what, a test, and what became of every notice",
  },
  {
    href: "/settings/audit",
    label: "Audit log",
    about: "Who did what, when, from where and why, with what was before and after",
  },
] as const;
