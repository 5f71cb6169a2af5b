package io.jenkins.plugins.aicloudteardown.steps;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that is run once for each step that the plugin has, with the function's name. */
@ParameterizedTest
@MethodSource("io.jenkins.plugins.aicloudteardown.steps.EveryStep#functions")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ForEveryStep {}
