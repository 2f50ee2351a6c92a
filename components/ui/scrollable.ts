/** Spread on an area that scrolls and holds nothing focusable: the keyboard has to reach it too. */
export const SCROLLABLE = { tabIndex: 0 } as const;
