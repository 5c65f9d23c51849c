/**
 * A node of Rivulet: namespaces over keyed Kafka topics, judged by a fold, kept in a store, served from this package.
 *
 * <p>Flow: record -> wire -> {@linkplain io.rivulet.engine.fold fold} -> {@linkplain io.rivulet.engine.store store} -> {@linkplain
 * io.rivulet.engine.append effects} | {@linkplain io.rivulet.engine.query queries} -> http. This package wires them together and is what
 * connectors talk to: {@link io.rivulet.engine.Node} is opened with {@link io.rivulet.engine.EngineSettings} and hands out a
 * {@link io.rivulet.engine.Namespace} for each name in the settings.
 */
@NullMarked
package io.rivulet.engine;

import org.jspecify.annotations.NullMarked;
