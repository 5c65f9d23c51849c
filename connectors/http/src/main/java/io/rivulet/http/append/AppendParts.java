package io.rivulet.http.append;

import io.rivulet.http.channel.AppendChannels;
import io.rivulet.http.cluster.Routing;
import io.rivulet.http.cluster.Settlement;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What appends on their way to an owner share.
 *
 * @param timeout how long an append looks for its owner and its verdict
 * @param work writes large answers
 */
public record AppendParts(
        Routing routing,
        AppendIds ids,
        Settlement settlement,
        AppendChannels channels,
        Duration timeout,
        Executor work) {}
