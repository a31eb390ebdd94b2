import { saveCsv } from '#app/_components/save-csv.ts'

const LINES = [
  ['kind', 'title', 'owner', 'externalId', 'data.flow', 'data.at', 'data.role', 'data.amount', 'data.due'],
  ['customer', '华东商贸 Huadong Trading', 'member@example.com', 'C-1001', '', '', '', '', ''],
  ['customer-group', '华东采购群', 'member@example.com', 'G-12', '', '', '', '', ''],
  ['approval', '报销 Expense 0042', 'admin@example.com', 'A-42', '报销', '', '', '', ''],
  ['api-grant', 'Export to BI', 'admin@example.com', '', '', '', '', '', ''],
  ['scheduled-message', '周报提醒', 'member@example.com', '', '', '2027-01-04T01:00:00.000Z', '', '', ''],
  ['reminder', 'Call back', 'member@example.com', '', '', '2027-01-04T02:00:00.000Z', '', '', ''],
  ['meeting', '周会 Weekly', 'member@example.com', '', '', '', 'owner', '', ''],
  ['third-party-grant', 'Calendar app', 'member@example.com', '', '', '', '', '', ''],
  ['bill', '十一月 November', '', '', '', '', '', '320.00', '2027-01-31'],
] as const

/** A file of one row of each kind, which a spreadsheet opens as it is. */
export function saveExample(): void {
  saveCsv('duties.csv', LINES)
}
