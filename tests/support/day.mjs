/** Preloaded into a server: its day is SIGNOFF_TEST_DAY, for what depends on the calendar. Time goes on from there. */
const ahead = Date.parse(process.env.SIGNOFF_TEST_DAY ?? '') - Date.now()
const now = Date.now.bind(Date)
if (Number.isFinite(ahead)) Date.now = () => now() + ahead
