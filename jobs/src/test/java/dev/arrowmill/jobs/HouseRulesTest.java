package dev.arrowmill.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module line and who may know which library (docs/architecture.md). */
@AnalyzeClasses(packages = "dev.arrowmill", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule IMPORTS_RUN_IN_ONE_LINE =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("tensor-engine")
          .definedBy("dev.arrowmill.tensor..")
          .layer("arrow-bridge")
          .definedBy("dev.arrowmill.arrow..")
          .layer("input-pipeline")
          .definedBy("dev.arrowmill.data..")
          .layer("models")
          .definedBy("dev.arrowmill.model..")
          .layer("experiment-tracking")
          .definedBy("dev.arrowmill.tracking..")
          .layer("spark-estimators")
          .definedBy("dev.arrowmill.spark..")
          .layer("jobs")
          .definedBy("dev.arrowmill.jobs..")
          .whereLayer("tensor-engine")
          .mayNotAccessAnyLayer()
          .whereLayer("arrow-bridge")
          .mayOnlyAccessLayers("tensor-engine")
          .whereLayer("input-pipeline")
          .mayOnlyAccessLayers("tensor-engine", "arrow-bridge")
          .whereLayer("models")
          .mayOnlyAccessLayers("tensor-engine", "arrow-bridge", "input-pipeline")
          .whereLayer("experiment-tracking")
          .mayNotAccessAnyLayer()
          .whereLayer("spark-estimators")
          .mayOnlyBeAccessedByLayers("jobs")
          .whereLayer("jobs")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule SPARK_STAYS_AT_THE_EDGE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.arrowmill.tensor..",
              "dev.arrowmill.data..",
              "dev.arrowmill.model..",
              "dev.arrowmill.tracking..",
              "dev.arrowmill.arrow")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark..");

  @ArchTest
  static final ArchRule THE_ENGINE_KNOWS_NO_ARROW =
      noClasses()
          .that()
          .resideInAPackage("dev.arrowmill.tensor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.arrow..", "org.apache.hadoop..");

  @ArchTest
  static final ArchRule MLFLOW_IN_TRACKING_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.arrowmill.tracking..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.mlflow..");

  @ArchTest
  static final ArchRule JCUDA_IN_ITS_PACKAGE_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.arrowmill.tensor.cuda..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jcuda..");

  @ArchTest
  static final ArchRule SPARK_INTERNALS_IN_THE_INTERNAL_ROOMS =
      noClasses()
          .that()
          .resideOutsideOfPackage("..internal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark.sql.execution..",
              "org.apache.spark.sql.catalyst.expressions..",
              "org.apache.spark.sql.catalyst.plans..",
              "org.apache.spark.network..",
              "org.apache.spark.sql.classic..");

  @ArchTest
  static final ArchRule NO_JAVA_DESERIALISATION =
      noClasses().should().dependOnClassesThat().areAssignableTo(java.io.ObjectInputStream.class);

  @ArchTest
  static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
      classes()
          .that()
          .haveSimpleName("package-info")
          .should()
          .beAnnotatedWith(org.jspecify.annotations.NullMarked.class);
}
