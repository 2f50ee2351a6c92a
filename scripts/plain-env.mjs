/**
 * Makes `process.env` an ordinary object. The native one asks the operating system at every reading and makes its
 * strings anew, and the Inngest SDK goes through all of it three times a call: a tenth of the time of an empty step.
 */
process.env = { ...process.env };
