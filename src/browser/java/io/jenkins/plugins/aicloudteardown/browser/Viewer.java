package io.jenkins.plugins.aicloudteardown.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody in front of the demo, with a browser of a certain size and in the light or in the dark. */
final class Viewer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String jenkins = System.getProperty("jenkins");
    private final Path pictures = Path.of(System.getProperty("pictures"));
    private final ChromeDriver browser;

    Viewer() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(System.getProperty("chromium"));
        options.addArguments("--headless=new", "--no-sandbox", "--hide-scrollbars", "--lang=en");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.SEVERE);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of(System.getProperty("chromedriver")).toFile())
                .build();
        browser = new ChromeDriver(driver, options);
        try {
            Files.createDirectories(pictures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChromeDriver browser() {
        return browser;
    }

    /** @param look one of {@code light}, {@code dark} and {@code phone} */
    void look(String look) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of(
                        "name", "prefers-color-scheme", "value", look.equals("dark") ? "dark" : "light"))));
        if (look.equals("phone")) {
            browser.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        } else {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
            browser.manage().window().setSize(new Dimension(1280, 900));
        }
    }

    void open(String page) {
        browser.get(jenkins + page);
    }

    WebElement find(String css) {
        return new WebDriverWait(browser, PATIENCE).until(any -> browser.findElements(By.cssSelector(css)).stream()
                .findFirst()
                .orElse(null));
    }

    List<WebElement> all(String css) {
        return browser.findElements(By.cssSelector(css));
    }

    /** Waits until the browser is at an address with this in it. */
    void awaitAddress(String part) {
        new WebDriverWait(browser, PATIENCE).until(any -> browser.getCurrentUrl().contains(part));
    }

    /** What is shown of these elements, without those that say nothing. */
    List<String> shown(String css) {
        return all(css).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .filter(text -> !text.isBlank())
                .toList();
    }

    /** Waits until the text stands somewhere in the element. */
    void awaitText(String css, String text) {
        new WebDriverWait(browser, PATIENCE).until(any -> find(css).getText().contains(text));
    }

    /** Waits until just one of these elements is shown. */
    WebElement awaitOne(String css) {
        return new WebDriverWait(browser, PATIENCE).until(any -> {
            List<WebElement> shown =
                    all(css).stream().filter(WebElement::isDisplayed).toList();
            return shown.size() == 1 ? shown.get(0) : null;
        });
    }

    /** Waits until what is in the field begins with the text. */
    void awaitValue(String css, String text) {
        new WebDriverWait(browser, PATIENCE)
                .until(any -> find(css).getDomProperty("value").startsWith(text));
    }

    /** What the page complains of: scripts that fail or are not allowed, things that are not there. */
    List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("favicon"))
                .toList();
    }

    /** How much wider the page is than the window, in pixels. */
    long overflow() {
        return (Long) browser.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    void picture(String name) {
        try {
            Files.write(pictures.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.quit();
    }
}
