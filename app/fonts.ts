/** Fonts served by ourselves: sans for reading figures, serif for verdicts, mono for ids and logs. */
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { GeistSerifRegular } from "geist/font/serif/regular";

export const fontClasses = `${GeistSans.variable} ${GeistMono.variable} ${GeistSerifRegular.variable}`;
