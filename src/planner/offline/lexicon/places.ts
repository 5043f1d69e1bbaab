/**
 * AWS regions by the places people call them by; https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html.
 * A place that has two is the older one.
 */
export const places: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'us-east-1': 'virginia, n virginia, n. virginia, north virginia, northern virginia',
    'us-east-2': 'ohio',
    'us-west-1': 'california, n california, n. california, north california, northern california',
    'us-west-2': 'oregon',
    'af-south-1': 'cape town',
    'ap-east-1': 'hong kong',
    'ap-south-1': 'mumbai',
    'ap-south-2': 'hyderabad',
    'ap-southeast-1': 'singapore',
    'ap-southeast-2': 'sydney',
    'ap-southeast-3': 'jakarta',
    'ap-southeast-4': 'melbourne',
    'ap-northeast-1': 'tokyo',
    'ap-northeast-2': 'seoul',
    'ap-northeast-3': 'osaka',
    'ca-central-1': 'montreal, canada',
    'ca-west-1': 'calgary',
    'eu-central-1': 'frankfurt, germany',
    'eu-central-2': 'zurich, zürich, switzerland',
    'eu-west-1': 'ireland, dublin',
    'eu-west-2': 'london',
    'eu-west-3': 'paris, france',
    'eu-south-1': 'milan, italy',
    'eu-south-2': 'spain',
    'eu-north-1': 'stockholm, sweden',
    'il-central-1': 'tel aviv, israel',
    'me-south-1': 'bahrain',
    'me-central-1': 'uae',
    'sa-east-1': 'sao paulo, são paulo, brazil',
  }).flatMap(([region, names]) => names.split(', ').map((name): [string, string] => [name, region])),
);
