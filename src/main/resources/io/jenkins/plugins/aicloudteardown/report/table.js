/* A search is an address that people pass on: the crumb, which Jenkins adds to every form, has no place in it. */
document.addEventListener("formdata", function (event) {
  if (event.target.classList.contains("ai-cloud-teardown-search")) {
    event.formData.delete(crumb.fieldName);
  }
});
