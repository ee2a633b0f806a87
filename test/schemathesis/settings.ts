interface Settings {
  readonly caseIds: readonly string[];
  readonly token: string;
}

/** What a rule of a case answers, or a right, or a place that is taken: the form of the request was right. */
const NOT_ITS_FORM = ['2xx', '304', '401', '403', '404', '409', '412', '415', '422', '503'];

/** The configuration: most requests are about cases that there are. */
export const settings = ({ caseIds, token }: Settings): string => `
seed = 7
continue-on-failure = true
suppress-health-check = ["all"]
workers = 2
headers = { Authorization = "Bearer ${token}" }

[generation]
max-examples = 10
database = "none"
no-shrink = true

[dictionaries.cases]
values = ${JSON.stringify(caseIds)}

[parameters]
"path.caseId" = { dictionary = "cases", probability = 0.9 }

[checks.positive_data_acceptance]
expected-statuses = ${JSON.stringify(NOT_ITS_FORM)}

[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "412", "413", "414", "415", "422", "431", "503"]

[phases.stateful]
enabled = false
`;
