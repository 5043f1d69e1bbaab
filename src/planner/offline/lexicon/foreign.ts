const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Systems that no tool here works on and that nobody gives a workload, a release or a branch for a name. */
export const systems = set(
  `azure gcp gcloud google_cloud heroku digitalocean linode hetzner cloudflare vercel netlify firebase
  jira confluence trello asana slack discord telegram whatsapp zoom pagerduty opsgenie statuspage
  ansible puppet saltstack vagrant docker dockerhub docker_hub ecr npm npmjs pypi pip rubygems maven_central homebrew
  youtube twitter linkedin facebook instagram gmail outlook sharepoint onedrive dropbox google_drive excel powerpoint photoshop figma
  okta auth0 salesforce hubspot zendesk servicenow stripe paypal steam xbox playstation app_store play_store
  route53 cloudwatch cloudtrail cloudformation cloudfront lambda sqs sns dynamodb ecs fargate athena redshift kinesis elasticache beanstalk lightsail sagemaker bedrock
  dns snowflake bigquery databricks tableau looker`,
);

/** Programs that also run in a cluster under their own name: what they keep inside is not ours. */
export const products = set(
  `grafana prometheus jenkins airflow kafka vault sentry datadog sonarqube argocd argo kibana elastic elasticsearch rabbitmq redis postgres mysql mongodb
  wordpress keycloak nagios zabbix splunk newrelic kong nexus artifactory harbor minio superset metabase`,
);

/** What is kept inside such programs. */
export const insides = set(
  `dashboard panel monitor alert alarm job pipeline build plugin dag topic consumer queue exchange table schema column row query index collection user password group
  realm page post project space board repository registry quota folder key playlist`,
);

/** Things of everyday work and of others that no tool here makes, changes or shows. */
export const things = set(
  `playbook dag email e-mail mail newsletter invoice offer quote video picture photo screenshot slide slides spreadsheet presentation homework lunch
  alarm certification tablespace dns_record a_record cname sms voicemail podcast banner flyer logo wallpaper thumbnail`,
);

/** What can be done to a repository or in a cluster, and no tool here does. */
export const undone = set('rebase bisect fork autoscale');
