<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${kcSanitize(msg("guestbridgeChooseTitle"))?no_esc}
    <#elseif section = "form">
        <form id="guestbridge-upstreams" action="${url.loginAction}" method="post">
            <#list guestbridgeUpstreams as upstream>
                <p><button type="submit" name="upstream" value="${upstream.alias}" class="${properties.kcButtonClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${upstream.name}</button></p>
            </#list>
        </form>
    </#if>
</@layout.registrationLayout>
