/** Run by `postinstall`, after patch-package has applied the patches. */
import { notePatches } from "./patches.mjs";

notePatches(process.cwd());
