package dev.arrowmill.spark.internal;

import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientBootstrap;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.apache.spark.network.util.TransportConf;

/**
 * One end of Spark's own transport: a server for a handler and connections to others, with the
 * application's secret and encryption where {@code spark.authenticate} is on.
 */
final class Transport implements AutoCloseable {
  private final TransportContext context;
  private final TransportServer server;
  private final TransportClientFactory clients;

  private Transport(SparkEnv env, RpcHandler handler) {
    SparkConf conf = env.conf();
    TransportConf transportConf =
        SparkTransportConf.fromSparkConf(
            conf, "arrowmill", 1, scala.Option.empty(), scala.Option.empty());
    this.context = new TransportContext(transportConf, handler, false, false);
    boolean authenticate = env.securityManager().isAuthenticationEnabled();
    List<TransportServerBootstrap> serverBoot =
        authenticate
            ? List.of(new AuthServerBootstrap(transportConf, env.securityManager()))
            : List.of();
    List<TransportClientBootstrap> clientBoot =
        authenticate
            ? List.of(
                new AuthClientBootstrap(transportConf, conf.getAppId(), env.securityManager()))
            : List.of();
    this.server = context.createServer(serverBoot);
    this.clients = context.createClientFactory(clientBoot);
  }

  static Transport open(RpcHandler handler) {
    return new Transport(SparkEnv.get(), handler);
  }

  /** Where others reach this end: host and port. */
  String address() {
    return SparkEnv.get().blockManager().blockManagerId().host() + ":" + server.getPort();
  }

  /** Connects to another end's {@link #address}. */
  TransportClient connect(String address) throws IOException, InterruptedException {
    int colon = address.lastIndexOf(':');
    return clients.createClient(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  @Override
  public void close() {
    clients.close();
    server.close();
    context.close();
  }
}
