import { asBoolean } from '../../hcl/value.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

const transit = 'encryption_info.encryption_in_transit';

export const awsMskTls = terraformRule({
  id: 'aws-msk-tls',
  title: 'MSK takes encrypted connections only',
  severity: 'high',
  category: 'security',
  why: 'Left alone, a cluster speaks TLS with its clients and between its brokers; a setting that takes that back lets everyone on the way read and change what is sent. TLS_PLAINTEXT is only right while old clients move over; a forgotten one goes on sending its records in the clear.',
  source: 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html',
  also: ['AVD-AWS-0073'],
  targets: ['aws_msk_cluster'],
  // Brokers start again one by one, and clients that speak in the clear lose their connection.
  fixReplaces: true,

  check(cluster) {
    const client = cluster.get(`${transit}.client_broker`);
    if (client === 'PLAINTEXT' || client === 'TLS_PLAINTEXT')
      return { message: 'Clients may speak in the clear: set client_broker = "TLS".', at: cluster.span(`${transit}.client_broker`) };
    return asBoolean(cluster.get(`${transit}.in_cluster`)) === false
      ? { message: 'Brokers speak in the clear: set in_cluster = true.', at: cluster.span(`${transit}.in_cluster`) }
      : undefined;
  },
  fix: (cluster) => {
    const client = cluster.get(`${transit}.client_broker`);
    return client === 'PLAINTEXT' || client === 'TLS_PLAINTEXT'
      ? set(cluster, `${transit}.client_broker`, '"TLS"')
      : set(cluster, `${transit}.in_cluster`, 'true');
  },

  fails: `
resource "aws_msk_cluster" "main" {
  cluster_name = "events"

  encryption_info {
    encryption_in_transit {
      client_broker = "TLS_PLAINTEXT"
    }
  }
}`,
  passes: `
resource "aws_msk_cluster" "main" {
  cluster_name = "events"

  encryption_info {
    encryption_in_transit {
      client_broker = "TLS"
    }
  }
}`,
});
